// The part of DuckDB's C interface that the Engine target uses, as a table of function pointers.
//
// Nothing is linked: cduckdb_load opens a library at run time and fills the table. One line of CDUCKDB_FUNCTIONS
// declares the pointer and looks it up, so the two cannot drift apart. The declarations follow the published interface
// of DuckDB 1.5; the loader refuses any other version.
#ifndef CDUCKDB_H
#define CDUCKDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The only version the table is right for, as duckdb_library_version() says it.
#define CDUCKDB_VERSION "v1.5.5"

// What the engine stores in vectors and passes by value.

typedef struct {
  uint64_t lower;
  int64_t upper;
} cduckdb_hugeint;

typedef struct {
  uint8_t width;
  uint8_t scale;
  cduckdb_hugeint value;
} cduckdb_decimal;

typedef struct {
  int32_t months;
  int32_t days;
  int64_t micros;
} cduckdb_interval;

typedef struct {
  uint64_t offset;
  uint64_t length;
} cduckdb_list_entry;

typedef struct {
  int32_t days;
} cduckdb_date;

typedef struct {
  int64_t micros;
} cduckdb_timestamp;

typedef struct {
  double percentage;
  uint64_t rows_processed;
  uint64_t total_rows_to_process;
} cduckdb_progress;

// Only the last word is in use; the others are kept by the engine for programs of ten years ago.
typedef struct {
  uint64_t unused_counts[3];
  void *unused_columns;
  char *unused_message;
  void *internal_data;
} cduckdb_result;

// Handles. Swift sees each as an OpaquePointer.

typedef struct cduckdb_database_body *cduckdb_database;
typedef struct cduckdb_connection_body *cduckdb_connection;
typedef struct cduckdb_config_body *cduckdb_config;
typedef struct cduckdb_statement_body *cduckdb_statement;
typedef struct cduckdb_pending_body *cduckdb_pending;
typedef struct cduckdb_chunk_body *cduckdb_chunk;
typedef struct cduckdb_vector_body *cduckdb_vector;
typedef struct cduckdb_type_body *cduckdb_type;
typedef struct cduckdb_value_body *cduckdb_value;
typedef struct cduckdb_table_function_body *cduckdb_table_function;
typedef struct cduckdb_bind_body *cduckdb_bind;
typedef struct cduckdb_init_body *cduckdb_init;
typedef struct cduckdb_function_body *cduckdb_function;

typedef void (*cduckdb_delete_callback)(void *data);
typedef void (*cduckdb_bind_callback)(cduckdb_bind info);
typedef void (*cduckdb_init_callback)(cduckdb_init info);
typedef void (*cduckdb_scan_callback)(cduckdb_function info, cduckdb_chunk output);

// A state is 0 for success. Type, error and pending numbers are mapped in Swift, where they are given meaning.
#define CDUCKDB_FUNCTIONS(F)                                                                                           \
  F(const char *, library_version, (void))                                                                             \
  F(void, free, (void *memory))                                                                                        \
                                                                                                                       \
  F(int32_t, create_config, (cduckdb_config * config))                                                                 \
  F(int32_t, set_config, (cduckdb_config config, const char *name, const char *option))                                \
  F(void, destroy_config, (cduckdb_config * config))                                                                   \
  F(int32_t, open_ext, (const char *path, cduckdb_database *database, cduckdb_config config, char **error))            \
  F(void, close, (cduckdb_database * database))                                                                        \
  F(int32_t, connect, (cduckdb_database database, cduckdb_connection *connection))                                     \
  F(void, disconnect, (cduckdb_connection * connection))                                                               \
  F(void, interrupt, (cduckdb_connection connection))                                                                  \
  F(cduckdb_progress, query_progress, (cduckdb_connection connection))                                                 \
                                                                                                                       \
  F(int32_t, query, (cduckdb_connection connection, const char *sql, cduckdb_result *result))                          \
  F(int32_t, prepare, (cduckdb_connection connection, const char *sql, cduckdb_statement *statement))                  \
  F(const char *, prepare_error, (cduckdb_statement statement))                                                        \
  F(void, destroy_prepare, (cduckdb_statement * statement))                                                            \
  F(uint64_t, nparams, (cduckdb_statement statement))                                                                  \
  F(const char *, parameter_name, (cduckdb_statement statement, uint64_t index))                                       \
  F(int32_t, bind_null, (cduckdb_statement statement, uint64_t index))                                                 \
  F(int32_t, bind_boolean, (cduckdb_statement statement, uint64_t index, bool value))                                  \
  F(int32_t, bind_int64, (cduckdb_statement statement, uint64_t index, int64_t value))                                 \
  F(int32_t, bind_hugeint, (cduckdb_statement statement, uint64_t index, cduckdb_hugeint value))                       \
  F(int32_t, bind_decimal, (cduckdb_statement statement, uint64_t index, cduckdb_decimal value))                       \
  F(int32_t, bind_double, (cduckdb_statement statement, uint64_t index, double value))                                 \
  F(int32_t, bind_date, (cduckdb_statement statement, uint64_t index, cduckdb_date value))                             \
  F(int32_t, bind_timestamp, (cduckdb_statement statement, uint64_t index, cduckdb_timestamp value))                   \
  F(int32_t, bind_varchar_length, (cduckdb_statement statement, uint64_t index, const char *text, uint64_t length))    \
  F(int32_t, bind_blob, (cduckdb_statement statement, uint64_t index, const void *data, uint64_t length))              \
  F(int32_t, bind_value, (cduckdb_statement statement, uint64_t index, cduckdb_value value))                           \
  F(int32_t, execute_prepared, (cduckdb_statement statement, cduckdb_result *result))                                  \
  F(int32_t, pending_prepared_streaming, (cduckdb_statement statement, cduckdb_pending *pending))                      \
  F(int32_t, execute_pending, (cduckdb_pending pending, cduckdb_result *result))                                       \
  F(const char *, pending_error, (cduckdb_pending pending))                                                            \
  F(void, destroy_pending, (cduckdb_pending * pending))                                                                \
                                                                                                                       \
  F(const char *, result_error, (cduckdb_result * result))                                                             \
  F(int32_t, result_error_type, (cduckdb_result * result))                                                             \
  F(void, destroy_result, (cduckdb_result * result))                                                                   \
  F(uint64_t, rows_changed, (cduckdb_result * result))                                                                 \
  F(uint64_t, column_count, (cduckdb_result * result))                                                                 \
  F(const char *, column_name, (cduckdb_result * result, uint64_t column))                                             \
  F(cduckdb_type, column_logical_type, (cduckdb_result * result, uint64_t column))                                     \
  F(cduckdb_chunk, fetch_chunk, (cduckdb_result result))                                                               \
                                                                                                                       \
  F(void, destroy_data_chunk, (cduckdb_chunk * chunk))                                                                 \
  F(uint64_t, data_chunk_get_size, (cduckdb_chunk chunk))                                                              \
  F(void, data_chunk_set_size, (cduckdb_chunk chunk, uint64_t size))                                                   \
  F(cduckdb_vector, data_chunk_get_vector, (cduckdb_chunk chunk, uint64_t column))                                     \
  F(void *, vector_get_data, (cduckdb_vector vector))                                                                  \
  F(uint64_t *, vector_get_validity, (cduckdb_vector vector))                                                          \
  F(void, vector_ensure_validity_writable, (cduckdb_vector vector))                                                    \
  F(void, vector_assign_string_element_len,                                                                            \
    (cduckdb_vector vector, uint64_t row, const char *text, uint64_t length))                                          \
  F(cduckdb_vector, list_vector_get_child, (cduckdb_vector vector))                                                    \
  F(cduckdb_vector, array_vector_get_child, (cduckdb_vector vector))                                                   \
  F(cduckdb_vector, struct_vector_get_child, (cduckdb_vector vector, uint64_t index))                                  \
                                                                                                                       \
  F(cduckdb_type, create_logical_type, (int32_t type))                                                                 \
  F(void, destroy_logical_type, (cduckdb_type * type))                                                                 \
  F(int32_t, get_type_id, (cduckdb_type type))                                                                         \
  F(char *, logical_type_get_alias, (cduckdb_type type))                                                               \
  F(uint8_t, decimal_width, (cduckdb_type type))                                                                       \
  F(uint8_t, decimal_scale, (cduckdb_type type))                                                                       \
  F(int32_t, decimal_internal_type, (cduckdb_type type))                                                               \
  F(int32_t, enum_internal_type, (cduckdb_type type))                                                                  \
  F(uint32_t, enum_dictionary_size, (cduckdb_type type))                                                               \
  F(char *, enum_dictionary_value, (cduckdb_type type, uint64_t index))                                                \
  F(cduckdb_type, list_type_child_type, (cduckdb_type type))                                                           \
  F(cduckdb_type, array_type_child_type, (cduckdb_type type))                                                          \
  F(uint64_t, array_type_array_size, (cduckdb_type type))                                                              \
  F(cduckdb_type, map_type_key_type, (cduckdb_type type))                                                              \
  F(cduckdb_type, map_type_value_type, (cduckdb_type type))                                                            \
  F(uint64_t, struct_type_child_count, (cduckdb_type type))                                                            \
  F(char *, struct_type_child_name, (cduckdb_type type, uint64_t index))                                               \
  F(cduckdb_type, struct_type_child_type, (cduckdb_type type, uint64_t index))                                         \
                                                                                                                       \
  F(cduckdb_value, create_null_value, (void))                                                                          \
  F(cduckdb_value, create_bool, (bool value))                                                                          \
  F(cduckdb_value, create_int64, (int64_t value))                                                                      \
  F(cduckdb_value, create_double, (double value))                                                                      \
  F(cduckdb_value, create_decimal, (cduckdb_decimal value))                                                            \
  F(cduckdb_value, create_varchar_length, (const char *text, uint64_t length))                                         \
  F(cduckdb_value, create_date, (cduckdb_date value))                                                                  \
  F(cduckdb_value, create_timestamp, (cduckdb_timestamp value))                                                        \
  F(cduckdb_value, create_list_value, (cduckdb_type type, cduckdb_value * values, uint64_t count))                     \
  F(void, destroy_value, (cduckdb_value * value))                                                                      \
                                                                                                                       \
  F(cduckdb_table_function, create_table_function, (void))                                                             \
  F(void, destroy_table_function, (cduckdb_table_function * function))                                                 \
  F(void, table_function_set_name, (cduckdb_table_function function, const char *name))                                \
  F(void, table_function_set_extra_info,                                                                               \
    (cduckdb_table_function function, void *data, cduckdb_delete_callback destroy))                                    \
  F(void, table_function_set_bind, (cduckdb_table_function function, cduckdb_bind_callback bind))                      \
  F(void, table_function_set_init, (cduckdb_table_function function, cduckdb_init_callback init))                      \
  F(void, table_function_set_local_init, (cduckdb_table_function function, cduckdb_init_callback init))                \
  F(void, table_function_set_function, (cduckdb_table_function function, cduckdb_scan_callback scan))                  \
  F(void, table_function_supports_projection_pushdown, (cduckdb_table_function function, bool pushdown))               \
  F(int32_t, register_table_function, (cduckdb_connection connection, cduckdb_table_function function))                \
  F(void *, bind_get_extra_info, (cduckdb_bind info))                                                                  \
  F(void, bind_add_result_column, (cduckdb_bind info, const char *name, cduckdb_type type))                            \
  F(void, bind_set_bind_data, (cduckdb_bind info, void *data, cduckdb_delete_callback destroy))                        \
  F(void, bind_set_cardinality, (cduckdb_bind info, uint64_t rows, bool exact))                                        \
  F(void, bind_set_error, (cduckdb_bind info, const char *message))                                                    \
  F(void *, init_get_bind_data, (cduckdb_init info))                                                                   \
  F(uint64_t, init_get_column_count, (cduckdb_init info))                                                              \
  F(uint64_t, init_get_column_index, (cduckdb_init info, uint64_t position))                                           \
  F(void, init_set_max_threads, (cduckdb_init info, uint64_t threads))                                                 \
  F(void, init_set_init_data, (cduckdb_init info, void *data, cduckdb_delete_callback destroy))                        \
  F(void, init_set_error, (cduckdb_init info, const char *message))                                                    \
  F(void *, function_get_init_data, (cduckdb_function info))                                                           \
  F(void *, function_get_local_init_data, (cduckdb_function info))                                                     \
  F(void, function_set_error, (cduckdb_function info, const char *message))

typedef struct {
#define CDUCKDB_MEMBER(result, name, arguments) result(*name) arguments;
  CDUCKDB_FUNCTIONS(CDUCKDB_MEMBER)
#undef CDUCKDB_MEMBER
} cduckdb_table;

typedef enum {
  CDUCKDB_LOADED = 0,
  CDUCKDB_NOT_OPENED = 1,     // detail: what the dynamic linker says
  CDUCKDB_NOT_DUCKDB = 2,     // it opens, but cannot tell a DuckDB version
  CDUCKDB_WRONG_VERSION = 3,  // detail: the version it is
  CDUCKDB_INCOMPLETE = 4,     // detail: the name of the first missing function
} cduckdb_outcome;

// Opens the library at path and fills table. On any other outcome than CDUCKDB_LOADED the table must not be used, and
// detail (detail_size bytes, always terminated) tells more. The library is never closed again: the engine keeps threads
// of its own. The caller has checked that the file is whole, because the dynamic linker maps a file that was cut short
// and the process dies at the first touch of a missing page.
cduckdb_outcome cduckdb_load(const char *path, cduckdb_table *table, char *detail, size_t detail_size);

#endif
