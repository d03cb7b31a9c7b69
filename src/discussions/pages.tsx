import { KeptProduct } from '../catalog/fields.tsx';
import { nameAt } from '../catalog/products.ts';
import { moments } from '../ui/dates.ts';
import { Notice } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Pager } from '../ui/pager.tsx';
import { Answers } from './fields.tsx';
import type { Asked } from './questions.ts';

type DiscussionsPageProps = {
  shell: Shell;
  questions: readonly Asked[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
  isRead: boolean;
};

export function DiscussionsPage({ shell, questions, next, isFirst, isRead }: DiscussionsPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('discussions.title')}</h1>
      {isRead && <Notice tone="done">{t('discussions.done_read')}</Notice>}
      {questions.length === 0 && (
        <section class="panel">
          <h2>{t('discussions.none_title')}</h2>
          <p>{t('discussions.none')}</p>
        </section>
      )}
      {questions.map((question) => (
        <AskedQuestion shell={shell} question={question} />
      ))}
      <Pager
        t={t}
        first={isFirst ? null : '/account/discussions'}
        next={next && `/account/discussions?after=${next}`}
      />
    </>
  );
}

function AskedQuestion({ shell, question }: { shell: Shell; question: Asked }) {
  const { t, language, store } = shell;
  const name = nameAt(store, question, language) || t('basket.withdrawn');
  return (
    <article class="panel">
      <div class="headline">
        <h2>
          <KeptProduct shell={shell} product={question} />
        </h2>
        {question.isUnread && <span class="tag">{t('discussions.unread')}</span>}
      </div>
      <p class="quiet tabular-nums">
        {t('discussions.asked_at', { time: moments(language, store.timeZone)(question.askedAt) })}
      </p>
      <p class="mail">
        <bdi>{question.text}</bdi>
      </p>
      {question.answers.length === 0 && <p class="quiet">{t('discussions.not_answered')}</p>}
      <Answers shell={shell} answers={question.answers} />
      {question.hiddenAt !== null && <p class="quiet">{t('discussions.only_you')}</p>}
      {question.isUnread && (
        <form method="post" action={`/account/discussions/${question.id}/reading`}>
          <button class="btn btn-plain btn-sm" type="submit">
            {t('discussions.mark_read')}
            <span class="sr-only">: {name}</span>
          </button>
        </form>
      )}
    </article>
  );
}
