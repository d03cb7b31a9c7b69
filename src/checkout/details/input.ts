// placeholder types, completed with the checkout's form
export type Details = { email: string };
