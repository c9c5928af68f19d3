/** Tokens of one sign-in. `refresh` never leaves the session function in the clear. */
export type SignedIn = { access: string; refresh: string; expiresInSeconds: number };

/** The sign-in service: it knows who somebody is, never what they may. Faults are thrown as `Fault`. */
export type SignIn = {
  /** Begins a sign-in; `unknown` where the service itself tells that nobody has this address. */
  begin(email: string): Promise<{ session: string } | "unknown">;
  /** `over`: the sign-in is dead: too many tries, too late, or never begun. */
  answer(session: string, email: string, answer: string): Promise<SignedIn | { session: string } | "over">;
  refresh(refresh: string): Promise<{ access: string; expiresInSeconds: number } | "over">;
  /** This sign-in's tokens work no more. */
  revoke(refresh: string): Promise<void>;
  /** Every sign-in of whoever holds this access token is over. */
  signOutEverywhere(access: string): Promise<void>;
};
