// Filters of a list, as fields of a form that is sent to the list's own address: they work without script, and stand in links.

type FilterProps = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: string | undefined;
};

/** A choice of one. */
export function Filter({ name, label, options, chosen }: FilterProps) {
  return (
    <label class="field">
      {label}
      <select class="select" name={name}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type TypedFilterProps = {
  name: string;
  label: string;
  typed: string | undefined;
  type?: 'text' | 'date';
  inputmode?: 'decimal';
};

/** Something typed, or a day. */
export function TypedFilter({ name, label, typed, type = 'text', inputmode }: TypedFilterProps) {
  return (
    <label class="field">
      {label}
      <input
        class="input"
        type={type}
        inputmode={inputmode}
        name={name}
        value={typed}
        maxlength={type === 'date' ? undefined : 40}
      />
    </label>
  );
}

/** What was filled in of what is asked for, as it stands in an address. */
export function filledIn(
  typed: Readonly<Record<string, string>>,
  ...without: readonly string[]
): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== '' && !without.includes(name)));
}
