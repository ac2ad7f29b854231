package kept

# What depends on the data alone, and what only looks like it.

limit := sum(data.numbers)

limit_now := limit

elsewhere := x if x := limit with data.numbers as [40, 2]

started := time.now_ns() + data.numbers[0]

asked := sum(data.numbers) + input.more

costly := count([1 | some i in data.many; some j in data.many; i != j])
