// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace redthread::server {

/// The API's description, OpenAPI 3.1, made from the routes and the schemas: `docs/openapi.json`.
std::string openapi();

/// The schemas by name, as one JSON object (JSON Schema 2020-12, as OpenAPI 3.1 has it).
const char* schemas();

}  // namespace redthread::server
