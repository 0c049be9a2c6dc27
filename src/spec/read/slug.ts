/** A heading or title as the fragment that links to it, as on GitHub: `A password login` → `a-password-login`. */
export function slug(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').trim().replace(/ /g, '-');
}
