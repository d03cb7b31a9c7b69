// What stands beside a text: what it can be filled in with, and the default.
import { knownFilters } from '../../messages/templates/engine.ts';
import { parts, type Parts } from '../../messages/templates/parts.ts';
import { about } from '../../messages/templates/variables.ts';
import type { Shell } from '../../ui/layout.tsx';
import type { EditorProps } from './editor.tsx';
import { pathOf } from './input.ts';

export function Variables({ shell, which }: EditorProps) {
  const { t, store } = shell;
  const shop: Record<string, string> = { name: store.name, origin: store.origin, address: store.policies.shop.address };
  const { variables } = about(which.name);
  const isList = variables.some(({ path }) => path.startsWith('lines[].'));
  return (
    <section>
      <h2>{t('templates.variables')}</h2>
      <p>{t('templates.variables_about')}</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('templates.variable')}</th>
            <th scope="col">{t('templates.meaning')}</th>
            <th scope="col">{t('templates.example')}</th>
          </tr>
        </thead>
        <tbody>
          {variables.map(({ path, word, example }) => (
            <tr>
              <td>
                <code>{`{{ ${path.replace('lines[].', 'line.')} }}`}</code>
              </td>
              <td data-label={t('templates.meaning')}>{t(`template_variables.${word}`)}</td>
              <td data-label={t('templates.example')}>
                <bdi>{path.startsWith('store.') ? shop[path.slice('store.'.length)] : example}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isList && (
        <p>
          {t('templates.loop')} <code>{'{% for line in lines %}{{ line.name }}{% endfor %}'}</code>
        </p>
      )}
      <p class="quiet">{t('templates.filters', { filters: knownFilters.join(', ') })}</p>
    </section>
  );
}

export function Default({ t, texts, language }: Pick<Shell, 't'> & { texts: Parts; language: string }) {
  return (
    <details>
      <summary class="cursor-pointer">{t('templates.default_text')}</summary>
      {parts.map((part) => (
        <>
          <h3>{t(`templates.${part}`)}</h3>
          <pre class="mail" lang={language}>
            {texts[part]}
          </pre>
        </>
      ))}
    </details>
  );
}

export function Reset({ shell: { t }, which, standing }: EditorProps) {
  return (
    <details>
      <summary class="cursor-pointer">{t('templates.reset')}</summary>
      <form method="post" action={`${pathOf(which)}/default`} class="flex flex-col gap-2 items-start">
        <input type="hidden" name="seen" value={String(standing.version)} />
        <p>{t('templates.reset_about')}</p>
        <button class="btn btn-danger btn-sm" type="submit">
          {t('templates.reset_submit')}
        </button>
      </form>
    </details>
  );
}
