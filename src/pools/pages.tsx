import { dates } from '../ui/dates.ts';
import { Field, Notice } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import { emptyForm } from '../web/forms.ts';
import type { NoticeOf } from '../web/notices.ts';
import type { JoiningProblem } from './joining.ts';
import type { Move } from './moves.ts';
import type { Around } from './sharing.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'joined', 'left'] as const;
export const problems = ['code_dead', 'code_own', 'not_alone', 'moving', 'alone'] as const satisfies readonly (
  JoiningProblem | 'alone'
)[];

type StoresNotice = NoticeOf<typeof happenings, typeof problems>;

type StoresPageProps = {
  shell: Shell;
  around: readonly Around[];
  /** The latest move of this store. */
  move: Move | undefined;
  codeMinutes: number;
  notice: StoresNotice;
};

/** The stores of whoever asks, and with whom this one shares its customers. */
export function StoresPage({ shell, around, move, codeMinutes, notice }: StoresPageProps) {
  const { t, store } = shell;
  const isAlone = around.filter((one) => one.isSharing === 1).length <= 1;
  return (
    <>
      <h1>{t('stores.title')}</h1>
      {notice && 'done' in notice && (
        <Notice tone="done">{t(`stores.done_${notice.done}`, { store: store.name })}</Notice>
      )}
      {notice && 'problem' in notice && <Notice tone="refused">{t(`stores.problem_${notice.problem}`)}</Notice>}
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('stores.store')}</th>
            <th scope="col">{t('stores.customers')}</th>
            <th scope="col">{t('stores.languages')}</th>
            <th scope="col">{t('stores.currency')}</th>
          </tr>
        </thead>
        <tbody>
          {around.map((one) => (
            <StoreRow shell={shell} one={one} isAlone={isAlone} />
          ))}
        </tbody>
      </table>
      <a class="btn btn-primary self-start" href="/admin/stores/new">
        {t('stores.add')}
      </a>
      <section class="panel">
        <h2>{t('stores.sharing')}</h2>
        {move && <Progress shell={shell} move={move} />}
        {isAlone ? <JoinForm shell={shell} /> : <LeaveLink shell={shell} />}
      </section>
      <section class="panel">
        <h2>{t('stores.invite_title')}</h2>
        <p>{t('stores.invite', { minutes: codeMinutes })}</p>
        <form method="post" action="/admin/stores/codes">
          <button class="btn btn-plain" type="submit">
            {t('stores.invite_submit')}
          </button>
        </form>
      </section>
    </>
  );
}

function StoreRow({ shell: { t, store }, one, isAlone }: { shell: Shell; one: Around; isAlone: boolean }) {
  const isThis = one.id === store.id;
  const isShared = one.isSharing === 1 && !isAlone;
  const shared = isThis ? t('stores.shared_here') : t('stores.shared', { store: store.name });
  return (
    <tr>
      <td>
        {one.worksThere === 1 && !isThis ? (
          <a class="underline font-semibold" href={`${one.origin}/admin`}>
            <bdi>{one.name}</bdi>
          </a>
        ) : (
          <strong>
            <bdi>{one.name}</bdi>
          </strong>
        )}
        {isThis && <span class="tag">{t('stores.this')}</span>}
        <br />
        <span class="quiet">{new URL(one.origin).host}</span>
      </td>
      <td data-label={t('stores.customers')}>{isShared ? shared : t('stores.own')}</td>
      <td data-label={t('stores.languages')}>{one.languages.replaceAll(',', ', ')}</td>
      <td data-label={t('stores.currency')}>{one.currency}</td>
    </tr>
  );
}

/** How far the customers of the latest move are, or what came of it. */
function Progress({ shell: { t, language, store }, move }: { shell: Shell; move: Move }) {
  const number = (count: number) => whole(count, language);
  if (move.doneAt === null) {
    const done = Math.min(move.doneCount, move.total);
    return (
      <label class="field">
        {t('stores.moving', { done: number(done), total: number(move.total) })}
        <progress max={Math.max(move.total, 1)} value={done} />
      </label>
    );
  }
  const told = {
    day: dates(language, store.timeZone)(move.doneAt),
    moved: number(move.movedCount),
    copied: number(move.copiedCount),
    apart: number(move.apartCount),
  };
  return <p class="quiet">{t(`stores.moved_${move.kind}`, told)}</p>;
}

function JoinForm({ shell: { t } }: { shell: Shell }) {
  return (
    <>
      <p>{t('stores.alone')}</p>
      <form method="post" action="/admin/stores/joining" class="narrow ms-0" novalidate>
        <Field
          t={t}
          form={emptyForm}
          name="code"
          label={t('stores.code')}
          autocomplete="off"
          maxlength={100}
          required
        />
        <button class="btn btn-plain self-start" type="submit">
          {t('stores.look')}
        </button>
      </form>
    </>
  );
}

function LeaveLink({ shell: { t } }: { shell: Shell }) {
  return (
    <>
      <p>{t('stores.together')}</p>
      <a class="btn btn-plain self-start" href="/admin/stores/leaving">
        {t('stores.leave')}
      </a>
    </>
  );
}
