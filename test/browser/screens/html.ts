// Whether the HTML of a page is what it should be, asked in this process: the quick form of test/pages/html.test.ts.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Taste: how the same HTML is written.
    'void-style': 'off',
    'attr-quotes': 'off',
    'doctype-style': 'off',
  },
});

/** What is wrong in a page, by rule and place. */
export async function wrongInHtml(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId}: ${one.message} (${one.selector})`));
}
