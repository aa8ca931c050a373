#include "CDuckDB.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static cduckdb_outcome outcome(cduckdb_outcome value, const char *text, char *detail, size_t size) {
  if (size > 0) snprintf(detail, size, "%s", text ? text : "");
  return value;
}

cduckdb_outcome cduckdb_load(const char *path, cduckdb_table *table, char *detail, size_t size) {
  void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return outcome(CDUCKDB_NOT_OPENED, dlerror(), detail, size);

  // The version first: of another DuckDB it says more than the first function that happens to be missing.
  void *version = dlsym(library, "duckdb_library_version");
  if (!version) return outcome(CDUCKDB_NOT_DUCKDB, "", detail, size);
  memcpy(&table->library_version, &version, sizeof version);
  const char *found = table->library_version();
  if (!found || strcmp(found, CDUCKDB_VERSION) != 0) return outcome(CDUCKDB_WRONG_VERSION, found, detail, size);

  // Copied rather than cast: ISO C has no cast from an object pointer to a function pointer.
#define CDUCKDB_LOOK_UP(result, name, arguments)                                                                       \
  {                                                                                                                    \
    void *symbol = dlsym(library, "duckdb_" #name);                                                                    \
    if (!symbol) return outcome(CDUCKDB_INCOMPLETE, "duckdb_" #name, detail, size);                                    \
    memcpy(&table->name, &symbol, sizeof symbol);                                                                      \
  }
  CDUCKDB_FUNCTIONS(CDUCKDB_LOOK_UP)
#undef CDUCKDB_LOOK_UP
  return outcome(CDUCKDB_LOADED, "", detail, size);
}
