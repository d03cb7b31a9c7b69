// The two buttons by which people put a list in order, without script.
import type { Child } from 'hono/jsx';
import type { Translate } from '../web/i18n.ts';

type MoveFormProps = { t: Translate; action: string; words: string; hidden?: Child };

/** What moves one of a list up or down; `words` say which. */
export function MoveForm({ t, action, words, hidden }: MoveFormProps) {
  const which = <span class="sr-only">: {words}</span>;
  return (
    <form method="post" action={action} class="acts">
      {hidden}
      <button class="btn btn-plain btn-sm" type="submit" name="direction" value="up">
        {t('forms.up')}
        {which}
      </button>
      <button class="btn btn-plain btn-sm" type="submit" name="direction" value="down">
        {t('forms.down')}
        {which}
      </button>
    </form>
  );
}
