// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/delivery.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// How a file was when it was read: when both are as they were, its bytes are taken to be, too.
struct FileStamp {
  std::int64_t bytes = -1;
  std::int64_t modified = -1;  ///< nanoseconds since 1970
  bool operator==(const FileStamp&) const = default;
};

/// What the warehouse knows of a live delivery.
struct Known {
  Delivery manifest;
  std::string check_sha256;
  FileStamp stamp;
};

/// The live deliveries, by file.
std::map<std::string, Known> known_deliveries(Connection& connection);

/// A number that no delivery has had.
int next_delivery_number(Connection& connection);

void insert_manifest(Connection& connection, const Known& delivery);
/// The same file read again: its number and load time stay.
void update_manifest(Connection& connection, const Known& delivery);
/// Ends live deliveries: they were replaced or withdrawn. Their rows are removed by the caller.
void end_deliveries(Connection& connection, const std::vector<int>& numbers,
                    const std::string& ended_at);

/// `(1, 2, 3)`; must not be empty.
std::string number_list(const std::vector<int>& numbers);

}  // namespace redthread::warehouse
