// Every cookie of ours is bound to its host, hidden from scripts and sent over TLS only. Source: ASVS 5.0.0 section 3.3.

export const cookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;
