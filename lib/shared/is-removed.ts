/** True for what is left of a post that its author took back. */
export function isRemoved<Post extends object>(post: Post): post is Extract<Post, { removed: true }> {
  return 'removed' in post
}
