/** The first letter of a sentence that begins with a day. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);
