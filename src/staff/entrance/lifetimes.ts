const hour = 3_600_000;

/** How long a link to set a password works, in ms, by what it is for. */
export const lifetimes = { invitation: 72 * hour, set_password: hour } as const;
