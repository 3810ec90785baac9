import type { Caller } from '../../setup/api';

/** Runs a mutation and answers the code of its refusal, or `done`. */
export async function outcomeOf(call: Caller, name: string, input: object): Promise<string> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await call.send<Record<string, { userErrors: { code: string }[] }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`,
    { input },
  );
  return errors?.[0]?.extensions.code ?? data?.[name]?.userErrors[0]?.code ?? 'done';
}
