import { describe, expect, it } from 'vitest';
import { CLIENTS } from './clients.ts';
import { OPERATIONS, type OperationId } from './operations.ts';
import { perform } from './perform.ts';
import { present } from './program.ts';

describe.each(CLIENTS)('$name', (client) => {
  const rows = (Object.keys(OPERATIONS) as OperationId[]).flatMap((id) => {
    const way = client.ways[id];
    return 'no' in way ? [] : [{ id, title: OPERATIONS[id].title, way }];
  });
  it.concurrent.for(rows)('$title', async ({ id, way }, context) => {
    if (!present(client.program)) return context.skip(`${client.name} is not here: apt-get install ${client.packages.join(' ')}`);
    await expect(perform(OPERATIONS[id], way, client)).resolves.toBeUndefined();
  });
});
