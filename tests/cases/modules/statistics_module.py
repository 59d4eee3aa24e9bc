# statistics: mean, median and the others.
import statistics
print(statistics.mean([1, 2, 3, 4]), statistics.mean([1.5, 2.5]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]), statistics.mode([1, 1, 2]))
print(statistics.fmean([1, 2, 4]), statistics.pstdev([1, 2, 3, 4]), statistics.stdev([1, 2, 3, 4]), statistics.variance([1, 2, 3, 4]), statistics.median_low([1, 2, 3, 4]))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error)
