/** What a session, a group or a tag may be called. */

/** A word that means nothing else inside a target. */
export const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_$.-]*$/u.test(text)
