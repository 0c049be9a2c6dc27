/** What lies under one name. */
export type MemoryNode = { readonly kind: 'file'; content: Buffer; changed: Date } | { readonly kind: 'directory'; readonly entries: Map<string, MemoryNode>; changed: Date };

/** A tree of files in memory, for a server whose disk shall cost nothing. Paths are absolute, one character a byte. */
export class MemoryFiles {
  private readonly root: MemoryNode = directory();

  /** The absolute path that an argument names; `..` ends at the root. */
  resolve(cwd: string, argument: string): string {
    const parts: string[] = [];
    for (const part of (argument.startsWith('/') ? argument : `${cwd}/${argument}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  at(path: string): MemoryNode | null {
    let node: MemoryNode | undefined = this.root;
    if (path !== '/') for (const part of path.slice(1).split('/')) node = node?.kind === 'directory' ? node.entries.get(part) : undefined;
    return node ?? null;
  }

  /** The directory that holds a path; null where there is none. */
  parent(path: string): Extract<MemoryNode, { kind: 'directory' }> | null {
    const node = this.at(path.slice(0, path.lastIndexOf('/')) || '/');
    return node?.kind === 'directory' && path !== '/' ? node : null;
  }

  write(path: string, content: Buffer): void { this.put(path, { kind: 'file', content, changed: new Date() }); }

  make(path: string): void { this.put(path, directory()); }

  remove(path: string): void { this.parent(path)?.entries.delete(nameOf(path)); }

  move(from: string, to: string): void {
    const node = this.at(from);
    if (node === null || from === to) return;
    this.remove(from);
    this.put(to, node);
  }

  private put(path: string, node: MemoryNode): void { this.parent(path)?.entries.set(nameOf(path), node); }
}

function directory(): MemoryNode { return { kind: 'directory', entries: new Map(), changed: new Date() }; }

export function nameOf(path: string): string { return path.slice(path.lastIndexOf('/') + 1); }
