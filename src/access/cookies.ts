/** Kept by the browser that registered until the link is used: it knows who typed the password. */
export const registrationCookie = '__Host-registration';
