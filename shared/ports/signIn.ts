/** Tokens of one sign-in. `refresh` never leaves the session function in the clear. */
export type SignedIn = { access: string; refresh: string; expiresInSeconds: number };

/** The sign-in service: it knows who somebody is, never what they may. Faults are thrown as `Fault`. */
export type SignIn = {
  /** Begins a sign-in, with the id of its code; `unknown` where the service tells that nobody has this address. */
  begin(email: string): Promise<{ session: string; signIn: string } | "unknown">;
  /** `over`: not this code, or the sign-in is dead. */
  answer(session: string, email: string, code: string): Promise<SignedIn | "over">;
  refresh(refresh: string): Promise<{ access: string; expiresInSeconds: number } | "over">;
  /** This sign-in's tokens work no more. */
  revoke(refresh: string): Promise<void>;
  /** Every sign-in of whoever holds this access token is over. */
  signOutEverywhere(access: string): Promise<void>;
};
