/** Keeps README.md and docs/ true: snippets are run, tables compared with the code, links followed. */
package io.github.cameltiktok.docs;
