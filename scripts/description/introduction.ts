// What holds for the whole API, as the description and the docs say it.
import { mostBytes, mostValues } from '../../src/partners/serving/asking.ts';
import { mostCalls, windowMs } from '../../src/partners/serving/allowance.ts';
import { keptMs } from '../../src/partners/serving/repeating.ts';
import { newest, versionHeader } from '../../src/partners/serving/versions.ts';
import { problems } from '../../src/partners/problems.ts';
import { scopes } from '../../src/partners/scopes.ts';

/** What each version brought, the newest first. */
const history: readonly [version: string, brought: string][] = [[newest, 'The first version.']];

const scopeRows = Object.entries(scopes).map(([scope, role]) => `| \`${scope}\` | ${role} |`);
const problemRows = Object.entries(problems).map(
  ([problem, [status, title]]) => `| \`${problem}\` | ${status} | ${title} |`,
);
const historyRows = history.map(([version, brought]) => `- **${version}** ${brought}`);

/** The introduction, in Markdown. */
export const introduction = `JSON over HTTPS, at \`/api/v1\` of the shop’s own address:

\`\`\`
curl https://account.example.com/api/v1/groups \\
  -H 'Authorization: Bearer rgl_…' -H '${versionHeader}: ${newest}'
\`\`\`

# Keys

The shop makes you a key and says what it may do. It is shown once. Send it as \`Authorization: Bearer …\`, and from servers only: no browser
of a visitor may have it, and no other site’s script can call the API. A key is of one shop. It never does more than whoever made it may do
at that moment, and it can have an end. A new one can take its place while the old one still holds for a while.

| scope | the least role of its maker |
| --- | --- |
${scopeRows.join('\n')}

# Requests and replies

Bodies are JSON (\`Content-Type: application/json\`) of at most ${mostBytes / 1024} KB and ${mostValues} values, without fields that are not described. Money is a whole number of the
smallest unit, in fields that end in \`_minor\`, with a \`currency\`; rates and discounts are in hundredths of a percent, in fields that end in
\`_basis_points\`. Moments are RFC 3339 in UTC. Ids are text of at most 64 characters with a prefix
that says what they name; read nothing else from them. A field that has no value is null and not left out.

A POST that makes a thing replies 201 with it; every other change replies 200 with the thing as it is then, whether or not there was anything to
change; 202 means that it was taken and is worked at, and 204 that something has ended.

\`external_id\` is your own id of a customer, an order or a product, for you alone: another partner has its own. What you call so is read at
\`…/external/{external_id}\`, and a PUT there makes it or changes it, so you need not know which of the two. A customer or product that is here
already gets your id by PATCH, and loses it with null.

# Lists

A list takes \`limit\` and returns \`data\` and \`next_cursor\`: send that as \`cursor\` for the next page, with the same filters, until it is null. What is there
before you begin comes once, however much is added meanwhile. A cursor is yours to send back and nothing else.

\`updated_since\`, where a list has it, leaves out what has not changed since that moment. Ask from a minute before your last run began: a thing may come
twice so, and none is missed. What is deleted is in no list: webhooks tell of that. \`expand\`, where an endpoint has it, puts things into the reply that would be calls of their own; name several with commas.

# Changing things

**Sent again.** Every POST needs an \`Idempotency-Key\`. Where you do not know whether a request arrived, send the same one again with the same key: for
${keptMs / 3_600_000} hours it does nothing again and has the same reply, with \`Idempotency-Replayed: true\`. A reply about a guest or with a secret is not kept: it shows
how the thing is by then. The key with another address or body is refused with 422 (\`idempotency_key_reused\`); while the first is still worked at, with
409 (\`idempotency_in_flight\`): ask again after \`Retry-After\`. A refusal changes nothing and is not kept. PUT, PATCH and DELETE can be sent again as they
are.

**As you knew it.** A single thing has an \`ETag\`. Sent as \`If-None-Match\` with a GET it saves the reply (304); sent as \`If-Match\` with a change, where the
endpoint takes it, the change is made only if nobody changed the thing since you looked, else 412 (\`stale\`). It is the tag of a reply as it
was asked for: read without \`expand\` what you want to change so, or change it with the same.

# How much

A key may make ${mostCalls} calls in ${windowMs / 1000} seconds. \`RateLimit\` says what is left of them; the call that is one too many is refused with 429, and
\`Retry-After\` says when to ask again.

# Refusals

A refusal is \`application/problem+json\` (RFC 9457). \`code\` says which problem it is and never changes its meaning; go by it, and show \`title\` and \`detail\` to people.
With \`invalid\` there is \`errors\`: everything that is wrong, each at its place, with a \`code\` of its own. Each reply has an \`X-Request-Id\`: keep it, and name it when you ask us.
With 500 and 503, and where no reply comes, ask again later, each time after a longer while.

| code | status | |
| --- | --- | --- |
${problemRows.join('\n')}

# Versions, and what is promised

A version is a date. You ask for one with \`${versionHeader}\`; every reply says which was spoken. Without the header it is the newest.

**Within a version** nothing that is described is taken away, gets another name or type, or means something else; what is taken today is taken
tomorrow, and no new field must be sent.

**What may be added at any time**: endpoints, parameters and fields that need not be sent, fields of replies, headers, scopes, problems, types of
events, and further values where a field names a kind or a state. Pass over what you do not know. The order of fields, the words for people, and what
ids and cursors look like inside are not promised.

**A new version** comes only where something has to break, and it says what. The old one is spoken for at least 24 months from then on. A year before
it ends its replies begin to say so by \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594). The one exception is a danger to people’s data: what must end at
once for that, ends at once.

Every change is written down here:

${historyRows.join('\n')}

# Webhooks

You are told what happens by a POST to your address, signed as [Standard Webhooks](https://www.standardwebhooks.com) says: the package \`standardwebhooks\` of your language
verifies it. An event names what it is about by ids, and leaves out what there is none of. Of what was done there is one event, of the
type that says most: who is activated is not also updated. It may come twice, and not in order: pass over a \`webhook-id\` that you have, and ask for the thing as it is
now. Answer with 2xx within ten seconds and do the work afterwards; redirects are not followed. What does not arrive is sent again for a day,
each time after a longer while; after three days in which nothing arrived, or with 410 at once, nothing is sent there any more, and the shop is told.`;
