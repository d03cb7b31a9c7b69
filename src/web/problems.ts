// Refusals as scripts read them. Source: RFC 9457.

/** What is said of a refusal beside its status: what can be done about it, and the id of the request. */
type Said = { detail?: string; requestId?: string };

/** A refusal of this status; it says nothing of what was asked for. */
export function problemReply(status: number, { detail, requestId }: Said = {}): Response {
  const code = codes[status];
  const problem = {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    code,
    detail,
    request_id: requestId,
  };
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

/** What partners know them by, where storage fails before the store is known whose API it is: as in src/partners/problems.ts. */
const codes: Readonly<Record<number, string>> = { 500: 'broken', 503: 'unavailable' };
