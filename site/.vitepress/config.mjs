import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const root = fileURLToPath(new URL('../..', import.meta.url));
const repository = 'https://github.com/cameltiktok/camel-tiktok/blob/main/';

// Pages have to be below this folder to find the packages in node_modules.
const pages = fileURLToPath(new URL('../target/pages', import.meta.url));
rmSync(pages, { recursive: true, force: true });
for (const file of ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs', ...examples()]) {
  cpSync(join(root, file), join(pages, file), { recursive: true });
}

// The index of the documentation is also the site's navigation.
const sections = readFileSync(join(root, 'docs/README.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    text: section.slice(0, section.indexOf('\n')).trim(),
    items: section.split('\n- ').slice(1).flatMap(links),
  }));

/** Returns the link at the start of an item of the index, or all links of an item that starts with text. */
function links(item) {
  return [...item.matchAll(/\[([^\]]+)\]\(([^)#]+\.md)[^)]*\)/g)]
    .slice(0, item.startsWith('[') ? 1 : undefined)
    .map(([, text, link]) => ({ text, link: address(join('docs', link)) }));
}

/** Returns the README.md of each example, and of each connector of the automation gateway. */
function examples() {
  return ['examples', 'examples/automation-gateway/platforms']
    .flatMap((folder) => readdirSync(join(root, folder)).map((example) => `${folder}/${example}/README.md`))
    .filter((file) => existsSync(join(root, file)));
}

/** Returns the address of a page of the repository: its README.md is the index of a folder. */
function address(file) {
  return '/' + file.replace(/README\.md$/, '').replace(/\.md$/, '');
}

/** Rewrites links for the site: pages link to pages, anything else in the repository to its source. */
function link(href, page) {
  if (/^[a-z]+:|^#/.test(href)) {
    return href;
  }
  const [path, anchor] = href.split('#');
  const target = relative(root, resolve(root, dirname(page), path));
  if (!existsSync(join(root, target))) {
    throw new Error(`${page} links to ${href}, which does not exist`);
  }
  return path.endsWith('.md') ? address(target) + (anchor ? '#' + anchor : '') : repository + target;
}

/** Returns the anchor of a heading as the repository's own pages have it, because links have to work in both. */
function slugify(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

export default defineConfig({
  title: 'camel-tiktok',
  description: 'Look up TikTok videos and creators in routes of Apache Camel',
  lang: 'en',
  base: process.env.SITE_BASE ?? '/',
  srcDir: 'target/pages',
  rewrites: (page) => page.replace(/README\.md$/, 'index.md'),
  cacheDir: 'target/cache',
  outDir: 'target/site',
  // Each page has links to all others.
  router: { prefetchLinks: false },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify },
    config(markdown) {
      // Vue would evaluate Camel's {{placeholders}}.
      const code = markdown.renderer.rules.code_inline;
      markdown.renderer.rules.code_inline = (...context) => code(...context).replace('<code', '<code v-pre');
      markdown.core.ruler.push('repository_links', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          if (token.type === 'link_open') {
            token.attrSet('href', link(token.attrGet('href'), env.relativePath));
          }
        }
      });
    },
  },
  themeConfig: {
    nav: sections.slice(0, 5),
    sidebar: sections,
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: 'https://github.com/cameltiktok/camel-tiktok' }],
    search: { provider: 'local' },
  },
});
