// Refusals as scripts read them. Source: RFC 9457.

/** A refusal of this status, with what can be done about it; it says nothing of what was asked for. */
export function problemReply(status: number, detail?: string): Response {
  const problem = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail };
  return new Response(JSON.stringify(problem), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

/** The names of HTTP statuses. Source: RFC 9110, section 15. */
const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
