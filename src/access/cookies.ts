/** Kept by the browser that registered until the link is used: it knows who typed the password. */
export const registrationCookie = '__Host-registration';

/** Names a browser to the customers who sign in from it, for a year after the latest sign-in. It opens nothing. */
export const deviceCookie = '__Host-device';
