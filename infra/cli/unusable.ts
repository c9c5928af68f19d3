/** Said for people, and the program ends with 2: a stack trace would only hide it. */
export class Unusable extends Error {}
