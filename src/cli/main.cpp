// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/run.hpp"

int main(int argc, char** argv) { return redthread::cli::run(argc, argv, std::cout, std::cerr); }
