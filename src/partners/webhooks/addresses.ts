// Where events may be sent: to a name on the public internet, over TLS. Never to an address as such: whatever it leads to, inside or
// outside, in any of its spellings, is no place that has a certificate of its own name. What a name leads to cannot be known here: a
// Worker has no DNS answer to look at before it connects (docs/security.md).
// Source: RFC 6761, 6762, 7686, 8375, 9476; ICANN's resolution on .internal (29 July 2024).

/** Ports that are sent to: the one of https, and the one beside it. */
const ports = ['', '8443'];

/** The most characters of an address. */
const longest = 500;

/** Last labels that lead nowhere, or into somebody's own network. */
const inner = [
  ...(['localhost', 'local', 'localdomain', 'internal', 'intranet', 'private', 'corp', 'home', 'lan'] as const),
  ...(['arpa', 'test', 'example', 'invalid', 'onion', 'alt'] as const),
];

/** Labels with dots between them, the last one with a letter in front: neither an address nor a name of one label. */
const publicName = /^(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+([a-z][a-z0-9-]{0,61}[a-z0-9])$/;

const loopback = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address as it is kept and sent to; null where nothing is sent. `isLocal`: whether this is a machine of a developer, whose own
 * loopback may be sent to as well.
 */
export function addressOf(typed: string, isLocal: boolean): string | null {
  const url = typed.length <= longest ? URL.parse(typed) : null;
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  // By now each spelling of an IPv4 address is four numbers, and each of IPv6 stands in brackets (WHATWG URL, host parsing).
  if (isLocal && loopback.test(url.hostname) && /^https?:$/.test(url.protocol)) return url.href;
  if (url.protocol !== 'https:' || !ports.includes(url.port)) return null;
  const last = publicName.exec(url.hostname)?.[1];
  // As it is kept a letter may be six characters: what is looked at once more before it is sent must not be refused then.
  return last === undefined || inner.some((one) => one === last) || url.href.length > longest ? null : url.href;
}

/** Whose address it is: all that is told of one, since what stands behind the name may be secret. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}
