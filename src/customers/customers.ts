// A customer is a person known to a pool, once per e-mail address. What they are at one store is their membership.

/** A signed-in customer, as every page of the account knows them. */
export type SignedIn = {
  id: string;
  name: string;
  email: string;
  /** Their own choice of language; null follows the browser. */
  language: string | null;
  /** The one page they may use until they have chosen a password of their own; null when they may use all. */
  confinedTo: string | null;
};
