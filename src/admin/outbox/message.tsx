// One message: how far it has come, what can be done about it, and what it says.
import { MessageState, stateOf } from '../../messages/pages.tsx';
import type { Mail } from '../../messages/render.ts';
import { isSpent } from '../../messages/retrying.ts';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { MailFrame } from '../../ui/mail.tsx';
import { whole } from '../../ui/money.ts';
import { messageName } from '../customers/record/tabs/names.ts';
import { LiftForm } from './addresses.tsx';
import { Told, type OutboxNotice } from './pages.tsx';
import type { Message } from './reading.ts';

type MessagePageProps = {
  shell: Shell;
  role: Role;
  message: Message;
  /** What it says; null where nothing can be seen of it. */
  mail: Mail | null;
  notice: OutboxNotice;
};

export function MessagePage(props: MessagePageProps) {
  const { shell, role, message, mail, notice } = props;
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <>
      <p class="crumb">
        <a href="/admin/outbox">{t('outbox.title')}</a>
      </p>
      <h1>{messageName(t, message.template)}</h1>
      <Told shell={shell} notice={notice} />
      <div class="panel">
        <p>
          <MessageState t={t} message={message} when={when} />
        </p>
        {message.lastProblem !== null && !message.isErasedWhenDone && (
          <p class="quiet">
            {t('outbox.said')}: <bdi>{message.lastProblem}</bdi>
          </p>
        )}
        <Facts
          facts={[
            [t('record.to'), message.to],
            [t('record.written'), when(message.createdAt)],
            [t('outbox.attempts'), whole(message.attempts, language)],
          ]}
        />
        {message.customerId !== null && message.customer !== null && (
          <p>
            {t('outbox.about')}{' '}
            <a class="underline" href={`/admin/customers/${message.customerId}`}>
              <bdi>{message.customer}</bdi>
            </a>
            {' · '}
            <a class="underline" href={`/admin/outbox?customer=${message.customerId}`}>
              {t('outbox.all_of_them')}
            </a>
          </p>
        )}
      </div>
      {message.suppressedAt !== null && message.to !== '' && (
        <div class="panel">
          <p>{t('outbox.suppressed_since', { address: message.to, time: when(message.suppressedAt) })}</p>
          {isAtLeast(role, 'manager') && <LiftForm shell={shell} address={message.to} messageId={message.id} />}
        </div>
      )}
      <Retry {...props} />
      <Content {...props} mail={mail} />
    </>
  );
}

/** Sending it again, or why that is not possible. */
function Retry({ shell: { t }, role, message }: MessagePageProps) {
  const state = stateOf(message);
  if (state !== 'failing' && state !== 'given_up') return null;
  if (message.isErasedWhenDone && state === 'given_up') return null;
  if (isSpent(message)) {
    return (
      <div class="panel">
        <p>{t('outbox.spent')}</p>
        {message.customerId !== null && message.customer !== null && (
          <p>
            <a class="underline" href={`/admin/customers/${message.customerId}/login`}>
              {t('outbox.to_login')}
            </a>
          </p>
        )}
      </div>
    );
  }
  if (!isAtLeast(role, 'manager') || message.suppressedAt !== null) return null;
  return (
    <form method="post" action={`/admin/outbox/${message.id}/retries`} class="panel">
      <p>{t('outbox.retry_hint')}</p>
      <button class="btn btn-primary self-start" type="submit">
        {t('outbox.retry')}
      </button>
    </form>
  );
}

function Content({ shell: { t }, message, mail }: MessagePageProps) {
  if (!mail) return <p>{t(message.isErasedWhenDone ? 'outbox.content_erased' : 'outbox.content_broken')}</p>;
  return (
    <section class="part">
      <h2>
        <bdi>{mail.subject}</bdi>
      </h2>
      <p class="quiet">
        {t('outbox.from', { name: mail.from.name, address: mail.from.email })} {t('outbox.dots')}
      </p>
      <MailFrame src={`/admin/outbox/${message.id}/mail`} title={t('outbox.as_read')} />
      <details class="panel">
        <summary>{t('outbox.as_text')}</summary>
        <pre class="mail">{mail.text}</pre>
      </details>
    </section>
  );
}
