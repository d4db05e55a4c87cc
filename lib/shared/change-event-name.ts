/** Name of the Channels event whose data is a `ChangeEvent`. */
export const CHANGE_EVENT = 'change'
