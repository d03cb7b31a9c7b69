// Facts about somebody or something: what each is called, and what it is. What is empty is left out.
type FactsProps = { facts: readonly (readonly [label: string, text: string])[] };

export function Facts({ facts }: FactsProps) {
  return (
    <dl class="facts">
      {facts
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </>
        ))}
    </dl>
  );
}
