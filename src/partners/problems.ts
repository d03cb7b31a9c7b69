// What partners are refused with: a closed list, and the one place where a refusal becomes a status. The name of a problem never
// changes its meaning; partners' code goes by it. Source: RFC 9457; statuses by RFC 9110, 6585 and 9457.

/** Each problem by status and name, with a title that is the same wherever it occurs. */
export const problems = {
  body_malformed: [400, 'The body is not JSON'],
  idempotency_key_invalid: [400, 'The Idempotency-Key cannot be used'],
  idempotency_key_missing: [400, 'A POST needs an Idempotency-Key'],
  version_unknown: [400, 'There is no such version'],
  key_expired: [401, 'The key has expired'],
  key_invalid: [401, 'There is no such key'],
  key_missing: [401, 'No key was sent'],
  key_revoked: [401, 'The key was revoked'],
  key_without_maker: [401, 'Whoever made the key does not work for the store any more'],
  beyond_reach: [403, 'Whoever made the key does not manage all stores of this customer'],
  role_too_low: [403, 'Whoever made the key may not do this any more'],
  scope_missing: [403, 'The key does not have the scope for this'],
  not_found: [404, 'There is no such thing'],
  method_not_allowed: [405, 'The address does not take this method'],
  address_book_full: [409, 'The address book is full'],
  amount_invalid: [409, 'The amount is nothing, or more than is owed'],
  changed_meanwhile: [409, 'It was changed by somebody else meanwhile'],
  customer_known: [409, 'The store knows somebody with this address already'],
  denied: [409, 'The customer was denied'],
  email_known: [409, 'Somebody else has this address'],
  external_id_known: [409, 'You call something else of this kind so already'],
  group_gone: [409, 'There is no such group'],
  has_left: [409, 'The order has left: nothing can come to it, cost more or go elsewhere'],
  has_login: [409, 'The customer has a login already'],
  has_not_left: [409, 'The order has not left yet'],
  idempotency_in_flight: [409, 'The request of this Idempotency-Key is still being worked at'],
  is_cancelled: [409, 'The order is cancelled'],
  is_delivered: [409, 'The order has arrived already'],
  is_paid: [409, 'The order is paid already'],
  is_refunded: [409, 'The order is refunded'],
  is_shipped: [409, 'The order has left already'],
  no_lines: [409, 'The order would have no lines: cancel it instead'],
  nobody: [409, 'There is nobody on record who could be told'],
  not_a_customer: [409, 'There is no such customer, or they may not order'],
  not_changeable: [409, 'This cannot be changed any more'],
  not_enough: [409, 'There is not enough of something'],
  not_paid: [409, 'The order is not paid'],
  not_pending: [409, 'The customer does not wait for activation'],
  not_shipped: [409, 'The order has not left yet'],
  not_sold: [409, 'Something in it is not sold'],
  not_too_much: [409, 'Not more was paid than is owed'],
  nothing_changed: [409, 'Nothing would be changed'],
  nothing_ordered: [409, 'Nothing is ordered'],
  points_too_few: [409, 'There are not so many points'],
  rebate_too_high: [409, 'More would come off than it costs'],
  sku_known: [409, 'Another product has this article number'],
  slug_known: [409, 'Something else has this place in addresses'],
  terms_changed: [409, 'It costs something else by now'],
  too_many_lines: [409, 'The order would have too many lines'],
  webhook_disabled: [409, 'The webhook is disabled'],
  webhooks_too_many: [409, 'There are too many webhooks'],
  stale: [412, 'It is not as If-Match says any more'],
  too_large: [413, 'The body is too large'],
  wrong_type: [415, 'The body must be application/json'],
  idempotency_key_reused: [422, 'The Idempotency-Key belongs to another request'],
  invalid: [422, 'The request is not as described'],
  url_refused: [422, 'Nothing is sent to this address'],
  too_many_requests: [429, 'Too many requests'],
  broken: [500, 'Something is broken'],
  unavailable: [503, 'The service cannot be reached'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type Problem = keyof typeof problems;

/** What is wrong with one field, by its place in the body (RFC 6901) or the name of a parameter. */
export type FieldProblem = { field: string; code: string; detail: string };

/** A refusal: which problem, and what else there is to say of it. */
export type Refusal = {
  ok: false;
  problem: Problem;
  detail?: string | undefined;
  fields?: readonly FieldProblem[] | undefined;
};

/** A refusal by its name. */
export function refused(problem: Problem, more: Pick<Refusal, 'detail' | 'fields'> = {}): Refusal {
  return { ok: false, problem, ...more };
}

/** Whether it is a refusal and no reply. */
export function isRefusal(shown: unknown): shown is Refusal {
  return typeof shown === 'object' && shown !== null && 'ok' in shown && shown.ok === false && 'problem' in shown;
}

/** The name of a problem as its type says it. */
export function typeOf(problem: Problem): string {
  return `urn:regulars:problem:${problem}`;
}

/** A refusal as a reply, of the request of this id. */
export function problemOf({ problem, detail, fields }: Refusal, requestId: string): { status: number; body: string } {
  const [status, title] = problems[problem];
  const type = typeOf(problem);
  return {
    status,
    body: JSON.stringify({ type, title, status, code: problem, detail, errors: fields, request_id: requestId }),
  };
}
