import type { Translate } from '../web/i18n.ts';
import type { MessageAbout } from './history.ts';

type Course = Pick<MessageAbout, 'attempts' | 'problem' | 'nextAttemptAt' | 'sentAt' | 'givenUpAt'>;

/** How far a message has come. One that failed and was claimed since is being sent. */
export function stateOf({ attempts, problem, sentAt, givenUpAt }: Course) {
  if (sentAt !== null) return 'sent';
  if (givenUpAt !== null) return 'given_up';
  if (problem !== null) return 'failing';
  return attempts === 0 ? 'waiting' : 'sending';
}

const looks = {
  sent: '',
  given_up: ' tag-denied',
  failing: ' tag-denied',
  waiting: ' tag-pending',
  sending: ' tag-pending',
};

type StateProps = { t: Translate; message: Course; when: (at: number) => string };

/** The state in a word, since when or until when, and what the last attempt failed with. */
export function MessageState({ t, message, when }: StateProps) {
  const state = stateOf(message);
  const at = message.sentAt ?? message.givenUpAt ?? (state === 'failing' ? message.nextAttemptAt : null);
  return (
    <>
      <span class={`tag ms-0${looks[state]}`}>{t(`outbox.is_${state}`)}</span>
      {at !== null && (
        <span class="quiet"> {state === 'failing' ? t('outbox.next', { time: when(at) }) : when(at)}</span>
      )}
      {message.problem !== null && (
        <>
          <br />
          <span class="quiet">{t(`outbox.because_${message.problem}`)}</span>
        </>
      )}
    </>
  );
}
