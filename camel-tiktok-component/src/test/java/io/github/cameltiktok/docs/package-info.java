/** Tests README.md and docs: runs snippets, compares tables with the code, follows links. */
package io.github.cameltiktok.docs;
