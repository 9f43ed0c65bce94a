/** The database, SQLite or Postgres, and what is sealed in it. */
@NullMarked
package io.github.cameltiktok.gateway.store;

import org.jspecify.annotations.NullMarked;
