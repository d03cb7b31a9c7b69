// The readable docs of the partner API: the description, shown by Swagger UI. Nothing can be sent from there, so nobody types a key into
// a page of the shop.

type Props = Record<string, unknown> & { code: string; response: Map<string, unknown> };
type Component = (props: Props) => unknown;

/** What Swagger UI gives to those who change a piece of it. */
type System = {
  React: { createElement: (type: unknown, props: object | null, ...inside: unknown[]) => unknown };
  getComponent: (name: string, isBare: boolean) => unknown;
};

declare const SwaggerUIBundle: (options: Record<string, unknown>) => void;

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: document.getElementById('docs'),
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: [],
  // It would be asked of another host.
  validatorUrl: null,
  plugins: [
    {
      wrapComponents: {
        authorizeBtn: () => () => null,
        authorizeOperationBtn: () => () => null,
        response: briefly,
      },
    },
  ],
});

/** Refusals look alike, so they are a line each: the status, and which problems it may be. What was asked for is shown whole. */
function briefly(whole: Component, { React, getComponent }: System): Component {
  const h = React.createElement;
  return (props) => {
    const { code, response } = props;
    if (code.startsWith('2')) return h(whole, props);
    const source = response.get('description');
    return h(
      'tr',
      { className: 'response' },
      h('td', { className: 'response-col_status' }, code),
      h('td', { className: 'response-col_description' }, h(getComponent('Markdown', true), { source })),
    );
  };
}
