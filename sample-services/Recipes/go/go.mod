module example.com/gateway-recipe

go 1.19
