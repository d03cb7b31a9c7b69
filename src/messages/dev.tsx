// Development only: /dev/mail shows what was sent, with its links, so that a newcomer needs no mail server.
// The copies live in this isolate's memory and go with it: in D1 and KV a sent message has no secret any more.
import { Hono } from 'hono';
import { raw } from 'hono/html';
import { asset } from '../ui/assets.ts';
import type { AppEnv } from '../web/context.ts';
import type { Post } from './delivery.ts';
import type { Mail } from './render.ts';

type Copy = Mail & { at: number };

/** Module-level: the newest messages of this isolate, newest first. */
const copies: Copy[] = [];
const kept = 100;

/** The same sending, with a copy of what was taken. */
export function recorded(send: Post['send']): Post['send'] {
  return async (mail) => {
    await send(mail);
    copies.unshift({ ...mail, at: Date.now() });
    copies.length = Math.min(copies.length, kept);
  };
}

export const dev = new Hono<AppEnv>().get('/mail', (c) =>
  c.html(
    <>
      {raw('<!doctype html>')}
      <DevMailPage copies={copies} />
    </>,
  ),
);

function DevMailPage({ copies: mails }: { copies: readonly Copy[] }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Mail sent in development</title>
        <link rel="stylesheet" href={asset('app.css')} />
      </head>
      <body>
        <main class="page">
          <h1>Mail sent in development</h1>
          <p>
            {mails.length === 0 ? 'Nothing was sent since the server started.' : 'Newest first. Reload to see more.'}
          </p>
          {mails.map((mail) => (
            <article class="panel">
              <h2>{mail.subject}</h2>
              <p class="quiet">
                To {mail.to} · from {mail.from.name} &lt;{mail.from.email}&gt;
                <br />
                {new Date(mail.at).toISOString()}
              </p>
              <pre class="mail">{linked(mail.text)}</pre>
            </article>
          ))}
        </main>
      </body>
    </html>
  );
}

/** The text with its addresses as links. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : <>{part}</>));
}
