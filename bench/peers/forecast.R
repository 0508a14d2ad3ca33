# SPDX-License-Identifier: Apache-2.0
# The folds of bench/outlook_backtest_bench.cpp by R's package forecast (Debian: r-cran-forecast).
#   Rscript forecast.R FOLDS     each line: history,...|outcome of the 12 months after,...
# Prints mean absolute errors in units of each history's mean seasonal difference, as JSON.
suppressMessages(library(forecast))
numbers <- function(text) as.numeric(strsplit(text, ",")[[1]])
methods <- list(
  snaive = function(y) snaive(y, 12), ets = function(y) forecast(ets(y), 12),
  arima = function(y) forecast(auto.arima(y), 12), theta = function(y) thetaf(y, 12),
  stlf = function(y) stlf(y, h = 12))
errors <- sapply(readLines(commandArgs(TRUE)[1]), function(line) {
  parts <- strsplit(line, "\\|")[[1]]
  y <- ts(numbers(parts[1]), frequency = 12)
  scale <- mean(abs(diff(y, 12)))
  sapply(methods, function(method) mean(abs(numbers(parts[2]) - as.numeric(method(y)$mean))) / scale)
})
cat("{", paste0('"', rownames(errors), '":', rowMeans(errors), collapse = ","), "}\n", sep = "")
