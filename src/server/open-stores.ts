import { FtpspecError } from '../ftpspec-error.ts';
import type { ServerConfig } from './config.ts';
import { FileStore } from './store/file-store.ts';
import type { User } from './users.ts';

/**
 * Opens what the server and its users see, one store for each directory.
 * @returns which store is whose
 * @throws FtpspecError `ROOT_UNUSABLE`
 */
export async function openStores(config: ServerConfig, replaced: (store: FileStore) => FileStore): Promise<(user: User | null) => FileStore> {
  const stores = new Map<string, FileStore>();
  for (const { root, whose } of [{ root: config.root, whose: '' }, ...config.users.map((user) => ({ root: user.root ?? config.root, whose: ` to ${user.name}` }))]) {
    if (stores.has(root)) continue;
    const store = await FileStore.open(root, { keepPartial: config.keepPartial });
    if (!store.ok) throw new FtpspecError('ROOT_UNUSABLE', `cannot serve ${root}${whose}: ${store.detail}`, { hint: 'Give --root a directory that exists and can be read.' });
    await store.value.removeLeftovers();
    stores.set(root, replaced(store.value));
  }
  return (user) => stores.get(user?.root ?? config.root)!;
}
