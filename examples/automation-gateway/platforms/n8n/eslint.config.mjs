import parser from '@typescript-eslint/parser';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';

const plugins = { 'n8n-nodes-base': n8nNodesBase };
const off = (...rules) => Object.fromEntries(rules.map((rule) => [`n8n-nodes-base/${rule}`, 'off']));

export default [
  { ignores: ['dist/', 'test/', 'build.mjs'] },
  {
    files: ['**/*.ts', 'package.json'],
    ...n8nCommunityNodesPlugin.configs.recommended,
    languageOptions: { parser, parserOptions: { extraFileExtensions: ['.json'] } },
  },
  {
    files: ['package.json'],
    plugins,
    // Nodes that n8n verifies need the MIT licence and an address of the author; nothing was published.
    rules: {
      ...n8nNodesBase.configs.community.rules,
      ...off('community-package-json-license-not-default'),
      '@n8n/community-nodes/valid-author': 'off',
    },
  },
  {
    files: ['credentials/**/*.ts'],
    plugins,
    // Off in n8n's own configuration too: it is of the time when the address was a name.
    rules: { ...n8nNodesBase.configs.credentials.rules, ...off('cred-class-field-documentation-url-miscased') },
  },
  {
    files: ['nodes/**/*.ts', 'generated/**/*.ts'],
    plugins,
    // Off in n8n's own configuration too: it wants NodeConnectionTypes.
    rules: {
      ...n8nNodesBase.configs.nodes.rules,
      ...off('node-class-description-inputs-wrong-regular-node', 'node-class-description-outputs-wrong'),
    },
  },
];
