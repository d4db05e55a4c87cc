/** Header by which an answer and the lines of the log about it are found together. */
export const REQUEST_ID = 'x-request-id'
