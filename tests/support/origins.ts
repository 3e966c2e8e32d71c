/** Which parts the tests ran with, one line each. The reporter prints them at the end, so that no stand-in goes unnoticed. */
export const origins = new Set<string>();
